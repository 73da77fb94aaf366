package io.understudy.storage.s3;

import io.micrometer.core.instrument.MeterRegistry;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.Outages;
import io.understudy.storage.StorageProperties;
import java.net.URI;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class StorageConfiguration {
    @Bean
    S3Endpoint s3Endpoint(StorageProperties properties) {
        URI endpoint = properties.endpoint();
        return endpoint == null
                ? new EmbeddedEndpoint(properties.directory())
                : new S3Endpoint.Remote(
                        endpoint,
                        Objects.requireNonNull(properties.accessKey()),
                        Objects.requireNonNull(properties.secretKey()),
                        properties.pathStyle());
    }

    @Bean
    MinioBucket minioBucket(S3Endpoint endpoint, StorageProperties properties, Outages outages) {
        return new MinioBucket(
                endpoint,
                properties.region(),
                properties.bucket(),
                properties.publicEndpoint(),
                () -> outages.notice(Dependency.OBJECT_STORE));
    }

    @Bean
    TimedObjectStore objectStore(MinioBucket bucket, MeterRegistry meters) {
        return new TimedObjectStore(new MinioObjectStore(bucket), meters);
    }

    @Bean
    MinioExchangeStore exchangeStore(MinioBucket bucket) {
        return new MinioExchangeStore(bucket);
    }
}
