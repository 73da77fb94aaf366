package io.understudy.generation.backends.fal;

import io.understudy.billing.PriceList;
import io.understudy.billing.PricedService;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalKey;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalGenerationConfiguration {
    @Bean
    GenerationBackend falDrawsFlux1(FalContext fal, FalKey key) {
        return new FalGenerationBackend(FalImageModel.FLUX_1, fal, key::isSet);
    }

    @Bean
    GenerationBackend falDrawsFlux2(FalContext fal, FalKey key) {
        return new FalGenerationBackend(FalImageModel.FLUX_2, fal, key::isSet);
    }

    @Bean
    PriceList falDrawingPrices() {
        return () -> Arrays.stream(FalImageModel.values())
                .map(drawer -> new PricedService(
                        drawer.model().id(),
                        drawer.model().displayName(),
                        "megapixel",
                        drawer.model().page(),
                        drawer.price()))
                .toList();
    }
}
