package io.understudy.support;

import org.junit.jupiter.api.Tag;

/** Base of the tests of screens, which say nothing about the database: they are left out of the round on PostgreSQL. */
@Tag("view")
public abstract class ViewTest extends PageTest {}
