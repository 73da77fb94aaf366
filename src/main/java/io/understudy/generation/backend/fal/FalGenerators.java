package io.understudy.generation.backend.fal;

import io.understudy.costs.PriceList;
import io.understudy.costs.PricedService;
import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalKey;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalProperties;
import io.understudy.generation.backend.GenerationBackend;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalGenerators {
    @Bean
    FalGeneration.Tools falDrawingTools(
            FalClient client, FalDelivery files, FalNews news, FalProperties properties, Clock clock) {
        return new FalGeneration.Tools(client, files, news, properties, clock);
    }

    @Bean
    GenerationBackend falDrawsFlux1(FalGeneration.Tools tools, FalKey key) {
        return new FalGeneration(FalDrawer.FLUX_1, tools, key::isSet);
    }

    @Bean
    GenerationBackend falDrawsFlux2(FalGeneration.Tools tools, FalKey key) {
        return new FalGeneration(FalDrawer.FLUX_2, tools, key::isSet);
    }

    @Bean
    PriceList falDrawingPrices() {
        return () -> Arrays.stream(FalDrawer.values())
                .map(drawer -> new PricedService(
                        drawer.id(), drawer.displayName(), "megapixel", drawer.page(), drawer.price()))
                .toList();
    }
}
