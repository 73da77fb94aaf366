package io.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoragePropertiesTest {
    private static StorageProperties of(String region, @Nullable URI publicEndpoint) {
        return new StorageProperties(
                URI.create("https://s3.example"),
                region,
                "understudy",
                "key",
                "secret",
                Path.of("objects"),
                Path.of("spool"),
                publicEndpoint,
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "default", "zone_2", "RegionOne", ""})
    void aRegionMayBeEmpty(String region) {
        assertThat(of(region, null).region()).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"US East", "-east", "eu/west"})
    void whatIsNoRegionIsNamed(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(region, null))
                .withMessageContaining("understudy.storage.region");
    }

    @Test
    void linksForOutsidersNeedARegion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("", URI.create("https://files.example")))
                .withMessageContaining("understudy.storage.region is empty");
    }
}
