package io.understudy.training.backends.engines;

import io.understudy.billing.PriceList;
import io.understudy.billing.PricedService;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the team charges itself for its cards. */
@Component
class EnginePrices implements PriceList {
    private static final String UNIT = "GPU hour";

    private final EngineDirectory directory;

    EnginePrices(EngineDirectory directory) {
        this.directory = directory;
    }

    @Override
    public List<PricedService> services() {
        return directory.engines().stream()
                .filter(engine -> engine.pricePerGpuHour() != null)
                .map(engine -> PricedService.ofTheTeam(engine.backend(), engine.name(), UNIT, engine.pricePerGpuHour()))
                .toList();
    }

    @Override
    public Optional<String> nameOf(String service) {
        return directory.find(service).map(EngineConnection::name).or(() -> directory.formerName(service));
    }
}
