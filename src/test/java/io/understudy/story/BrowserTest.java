package io.understudy.story;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Needs the machine's Chromium, so that only {@code verify} runs it, and only where there is one. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@EnabledIf(value = "io.understudy.story.Browsers#areInstalled", disabledReason = "No Chromium was found on the PATH")
public @interface BrowserTest {}
