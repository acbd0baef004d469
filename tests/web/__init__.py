"""Tests of pipeline/web."""
