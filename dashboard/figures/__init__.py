"""Figures: data in, ECharts options or SVG out, each with its sentence and its table."""
