package io.understudy.training.backends.fal;

import io.understudy.billing.PriceList;
import io.understudy.billing.PricedService;
import io.understudy.providers.fal.FalCancels;
import io.understudy.providers.fal.FalClient;
import io.understudy.providers.fal.FalFileDelivery;
import io.understudy.providers.fal.FalKey;
import io.understudy.providers.fal.FalPlaces;
import io.understudy.providers.fal.FalProperties;
import io.understudy.providers.fal.FalRequestMonitor;
import io.understudy.storage.SpoolDirectory;
import io.understudy.training.backends.api.TrainingBackend;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalTrainerConfiguration {
    private static final String PRICED_BY = "1,000 steps";

    @Bean
    FalTrainerContext falTools(
            FalClient client,
            FalFileDelivery files,
            FalRequestMonitor news,
            FalProperties properties,
            Clock clock,
            FalCancels cancels,
            FalPlaces places,
            SpoolDirectory spool) {
        return new FalTrainerContext(client, files, news, properties, clock, cancels, places, spool);
    }

    @Bean
    TrainingBackend falFast(FalTrainerContext tools, FalKey key) {
        return new FalBackend(FalTrainer.FAST, tools, key::isSet);
    }

    @Bean
    TrainingBackend falPortrait(FalTrainerContext tools, FalKey key) {
        return new FalBackend(FalTrainer.PORTRAIT, tools, key::isSet);
    }

    @Bean
    TrainingBackend falFlux2(FalTrainerContext tools, FalKey key) {
        return new FalBackend(FalTrainer.FLUX_2, tools, key::isSet);
    }

    @Bean
    TrainingBackend falTurbo(FalTrainerContext tools, FalKey key) {
        return new FalBackend(FalTrainer.TURBO, tools, key::isSet);
    }

    @Bean
    PriceList falTrainingPrices() {
        return () -> Arrays.stream(FalTrainer.values())
                .map(trainer -> new PricedService(
                        trainer.model().id(),
                        trainer.model().displayName(),
                        PRICED_BY,
                        trainer.model().page(),
                        trainer.price()))
                .toList();
    }
}
