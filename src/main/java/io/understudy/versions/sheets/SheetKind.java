package io.understudy.versions.sheets;

/** What the columns of a sheet differ in. */
public enum SheetKind {
    STRENGTHS,
    /** Of the run that the version comes from, all at one strength. */
    CHECKPOINTS
}
