package io.understudy.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the key for sealing secrets comes from.
 *
 * @param secretKey 32 bytes in Base64, the same on every node; when absent the key is in {@code keyFile}
 * @param keyFile created when first needed, readable by its owner only
 */
@ConfigurationProperties("understudy.settings")
record SettingsProperties(
        @Nullable String secretKey,
        @DefaultValue("./data/secret.key") Path keyFile) {
    /** Leaves the key out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "SettingsProperties[keyFile=" + keyFile + "]";
    }
}
