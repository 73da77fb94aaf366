package io.understudy.versions.sheets;

/** Something about a sheet changed; published inside the transaction that changed it. */
record SheetChanged(SheetId sheet) {}
