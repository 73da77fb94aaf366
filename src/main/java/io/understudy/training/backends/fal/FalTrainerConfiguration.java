package io.understudy.training.backends.fal;

import io.understudy.billing.PriceList;
import io.understudy.billing.PricedService;
import io.understudy.providers.fal.FalContext;
import io.understudy.providers.fal.FalKey;
import io.understudy.training.backends.api.TrainingBackend;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalTrainerConfiguration {
    private static final String PRICED_BY = "1,000 steps";

    @Bean
    TrainingBackend falFast(FalContext fal, FalKey key) {
        return new FalBackend(FalTrainer.FAST, fal, key::isSet);
    }

    @Bean
    TrainingBackend falPortrait(FalContext fal, FalKey key) {
        return new FalBackend(FalTrainer.PORTRAIT, fal, key::isSet);
    }

    @Bean
    TrainingBackend falFlux2(FalContext fal, FalKey key) {
        return new FalBackend(FalTrainer.FLUX_2, fal, key::isSet);
    }

    @Bean
    TrainingBackend falTurbo(FalContext fal, FalKey key) {
        return new FalBackend(FalTrainer.TURBO, fal, key::isSet);
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
