package io.understudy.versions.sheets;

public record SheetRow(String prompt, long seed) {}
