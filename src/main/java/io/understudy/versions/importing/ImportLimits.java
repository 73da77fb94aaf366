package io.understudy.versions.importing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largestFile that may be imported as a version. Given in bytes it is shown as it was meant; Spring's GB and MB are
 *     powers of two.
 */
@ConfigurationProperties("understudy.imports")
record ImportLimits(@DefaultValue("8000000000B") DataSize largestFile) {}
