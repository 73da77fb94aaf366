package io.understudy.datasets.captioning;

import io.understudy.billing.PriceList;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalCaptionConfiguration {
    @Bean
    PriceList falCaptionPrices() {
        return () ->
                Arrays.stream(FalCaptioner.values()).map(FalCaptioner::priced).toList();
    }
}
