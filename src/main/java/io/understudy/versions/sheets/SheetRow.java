package io.understudy.versions.sheets;

/** A row of a sheet: what all its pictures have in common. */
public record SheetRow(String prompt, long seed) {}
