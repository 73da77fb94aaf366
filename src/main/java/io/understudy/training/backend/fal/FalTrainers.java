package io.understudy.training.backend.fal;

import io.understudy.costs.PriceList;
import io.understudy.costs.PricedService;
import io.understudy.fal.FalClient;
import io.understudy.fal.FalDelivery;
import io.understudy.fal.FalKey;
import io.understudy.fal.FalNews;
import io.understudy.fal.FalProperties;
import io.understudy.training.backend.TrainingBackend;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FalTrainers {
    private static final String PRICED_BY = "1,000 steps";

    @Bean
    FalTools falTools(FalClient client, FalDelivery files, FalNews news, FalProperties properties, Clock clock) {
        return new FalTools(client, files, news, properties, clock);
    }

    @Bean
    TrainingBackend falFast(FalTools tools, FalKey key) {
        return new FalBackend(FalTrainer.FAST, tools, key::isSet);
    }

    @Bean
    TrainingBackend falPortrait(FalTools tools, FalKey key) {
        return new FalBackend(FalTrainer.PORTRAIT, tools, key::isSet);
    }

    @Bean
    TrainingBackend falFlux2(FalTools tools, FalKey key) {
        return new FalBackend(FalTrainer.FLUX_2, tools, key::isSet);
    }

    @Bean
    TrainingBackend falTurbo(FalTools tools, FalKey key) {
        return new FalBackend(FalTrainer.TURBO, tools, key::isSet);
    }

    @Bean
    PriceList falTrainingPrices() {
        return () -> Arrays.stream(FalTrainer.values())
                .map(trainer -> new PricedService(
                        trainer.id(), trainer.displayName(), PRICED_BY, trainer.page(), trainer.price()))
                .toList();
    }
}
