package io.understudy.datasets.captioning;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.net.AddressRule;
import io.understudy.settings.SecretService;
import io.understudy.settings.SecretState;
import io.understudy.settings.SettingsService;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which model describes pictures for captions. */
@Service
@AdminsOnly
public class VisionModelService {
    private static final int LONGEST_NAME = 200;
    private static final BigDecimal HIGHEST_PRICE = BigDecimal.TEN;

    private final VisionModels models;
    private final VisionClient client;
    private final SettingsService settings;
    private final SecretService secrets;
    private final ExecutorService calls = BackgroundThreads.virtual();

    VisionModelService(VisionModels models, VisionClient client, SettingsService settings, SecretService secrets) {
        this.models = models;
        this.client = client;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** The model at an address; it is asked unless a captioner of fal.ai is chosen. */
    public Optional<VisionModel> model() {
        return models.model();
    }

    public Optional<FalCaptioner> falCaptioner() {
        return models.fal();
    }

    /** Chooses a captioner of fal.ai in place of any other model. */
    @Transactional
    public void chooseFal(FalCaptioner captioner) {
        settings.change(VisionModels.FAL, captioner.name());
    }

    /**
     * Chooses a model at an address in place of any other.
     *
     * @param address empty for no model
     * @throws DomainException.RuleViolation in {@code address}, {@code model}, {@code price} or {@code atOnce}
     */
    @Transactional
    public void choose(
            String address, String model, VisionModel.KeyScheme scheme, @Nullable BigDecimal price, int atOnce) {
        String stripped = address.strip().replaceAll("/+$", "");
        if (!stripped.isEmpty()) {
            requireAddress(stripped);
            require(
                    !model.isBlank() && model.length() <= LONGEST_NAME,
                    "model",
                    "Name the model as the service does, such as qwen3-vl:8b.");
        }
        require(
                price == null || (price.signum() >= 0 && price.compareTo(HIGHEST_PRICE) <= 0),
                "price",
                "A price for one picture is from $0 to $10.");
        require(
                atOnce >= 1 && atOnce <= VisionModel.MOST_AT_ONCE,
                "atOnce",
                "From 1 to " + VisionModel.MOST_AT_ONCE + " pictures are shown to it at the same time.");
        settings.change(VisionModels.FAL, "");
        settings.change(VisionModels.ADDRESS, stripped);
        settings.change(VisionModels.NAME, model.strip());
        settings.change(VisionModels.KEY_SCHEME, scheme.name());
        settings.change(VisionModels.PRICE, price == null ? "" : price.toPlainString());
        settings.change(VisionModels.AT_ONCE, Integer.toString(atOnce));
    }

    private static void requireAddress(String address) {
        try {
            require(
                    AddressRule.CONFIGURED.allows(URI.create(address)),
                    "address",
                    "An address begins with http:// or https:// and leads to a server of yours or on the internet.");
        } catch (IllegalArgumentException none) {
            throw DomainException.RuleViolation.in(
                    "address", "This is no address. Ollama's is http://localhost:11434/v1.");
        }
    }

    /** Keeps a key in place of an earlier one; a service of your own may need none. */
    public void keepKey(String key) {
        secrets.keep(VisionModels.KEY, key);
    }

    public void forgetKey() {
        secrets.forget(VisionModels.KEY);
    }

    public Optional<SecretState> keyState() {
        return secrets.state(VisionModels.KEY);
    }

    /**
     * Asks the service which models it has; that costs nothing.
     *
     * @return completes with their names, or with a {@link VisionProblem}
     */
    public CompletableFuture<List<String>> available() {
        Optional<VisionModel> model = models.model();
        return CompletableFuture.supplyAsync(
                () -> client.models(
                        model.orElseThrow(() -> new DomainException.Conflict("Save an address first.")), models.key()),
                calls);
    }
}
