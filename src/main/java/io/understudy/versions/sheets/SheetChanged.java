package io.understudy.versions.sheets;

/** Something about a sheet changed; published inside the transaction that changed it. */
public record SheetChanged(SheetId sheet) {}
