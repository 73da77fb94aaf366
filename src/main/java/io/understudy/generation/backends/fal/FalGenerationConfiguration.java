package io.understudy.generation.backends.fal;

import io.understudy.billing.PriceList;
import io.understudy.billing.PricedService;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalFileDelivery;
import io.understudy.providers.fal.FalKey;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.storage.SpoolDirectory;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalGenerationConfiguration {
    @Bean
    FalGenerationBackend.Tools falDrawingTools(
            FalClient client,
            FalFileDelivery files,
            FalRequestMonitor news,
            FalProperties properties,
            Clock clock,
            FalCancels cancels,
            FalPlaces places,
            SpoolDirectory spool) {
        return new FalGenerationBackend.Tools(client, files, news, properties, clock, cancels, places, spool);
    }

    @Bean
    GenerationBackend falDrawsFlux1(FalGenerationBackend.Tools tools, FalKey key) {
        return new FalGenerationBackend(FalImageModel.FLUX_1, tools, key::isSet);
    }

    @Bean
    GenerationBackend falDrawsFlux2(FalGenerationBackend.Tools tools, FalKey key) {
        return new FalGenerationBackend(FalImageModel.FLUX_2, tools, key::isSet);
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
