-- Schema version 6: a page's key is its running number alone, without the page's length in its low bits.

update pages set key = -(key >> 12);
update pages set key = -key;
