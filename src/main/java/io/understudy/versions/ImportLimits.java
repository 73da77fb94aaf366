package io.understudy.versions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** @param largestFile that may be imported as a version */
@ConfigurationProperties("understudy.imports")
record ImportLimits(@DefaultValue("8GB") DataSize largestFile) {}
