package io.understudy.providers.engines;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.UnixSockets;
import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import io.understudy.providers.ssh.SshHostKey;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an engine's fields may be. Refusals name the field. */
final class EngineRules {
    static final int MOST_AT_ONCE = 64;
    static final int REASON_LENGTH = 200;
    private static final int NAME_LENGTH = 60;
    private static final int HIGHEST_PORT = 65_535;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal(1000);
    private static final int DECIMALS = 4;
    /** Minutes: the last two of a pod's limit are for copying, and its links last for seven days. */
    private static final int SHORTEST_POD = 10;

    private static final int LONGEST_POD = 6 * 24 * 60;
    private static final String UNMOUNTABLE = "A container cannot mount a path with a colon or a comma in it.";
    private static final List<EngineField> MOUNTED = List.of(
            EngineField.MODEL,
            EngineField.MODEL_FILE,
            EngineField.CLIP_L,
            EngineField.T5XXL,
            EngineField.AUTOENCODER,
            EngineField.ADAPTER);

    private static final Set<EngineField> OF_LORA_HOST =
            Set.of(EngineField.LORA_PORT, EngineField.LORA_USER, EngineField.LORA_HOST_KEY);

    private EngineRules() {}

    /**
     * The draft as it is kept: stripped, and without what its kind does not have.
     *
     * @param kept secrets that are set already
     * @param trainers that the kind offers
     */
    static EngineDraft checked(EngineDraft draft, Set<EngineField> kept, List<Trainer> trainers) {
        String name = draft.name().strip();
        require(
                !name.isEmpty() && name.length() <= NAME_LENGTH,
                "name",
                "A name has 1 to " + NAME_LENGTH + " characters.");
        EngineKind kind = draft.kind();
        Optional<Trainer> trainer = trainers.stream()
                .filter(each -> each.id().equals(draft.trainer()))
                .findFirst();
        require(trainers.isEmpty() ? draft.trainer().isEmpty() : trainer.isPresent(), "trainer", "Choose a trainer.");
        Map<EngineField, String> values = new HashMap<>();
        Map<EngineField, String> secrets = new HashMap<>();
        List<EngineField> fields = new ArrayList<>(kind.fields());
        trainer.ifPresent(chosen -> fields.addAll(chosen.fields()));
        for (EngineField field : fields) {
            Map<EngineField, String> typed = field.isSecret() ? draft.secrets() : draft.values();
            String value = typed.getOrDefault(field, "").strip();
            if (!value.isEmpty()) {
                requireRight(field, value);
                (field.isSecret() ? secrets : values).put(field, value);
            } else {
                require(!field.isRequired() || kept.contains(field), field.property(), field.label() + " is required.");
            }
        }
        if (kind == EngineKind.SLURM_REST) {
            slurm(values, secrets, kept);
        } else {
            require(
                    !isSocket(values),
                    EngineField.ADDRESS.property(),
                    "Only Slurm by REST is reached through a socket.");
        }
        places(values);
        if (kind == EngineKind.COMFYUI) {
            loraHost(values, secrets, kept);
        }
        trainer.ifPresent(chosen -> installation(chosen, values));
        String folder = kind.hasWorkFolder() ? draft.workFolder().strip().replaceAll("/+$", "") : "";
        require(
                !kind.hasWorkFolder() || folder.matches("/[^%\\\\\\x00-\\x1f]{1,299}"),
                "workFolder",
                "Enter the whole path of a folder on the engine, beginning with /, without % and \\.");
        container(values, folder);
        if (kind == EngineKind.KUBERNETES) {
            pod(values);
        }
        require(
                draft.mostAtOnce() >= 1 && draft.mostAtOnce() <= MOST_AT_ONCE,
                "mostAtOnce",
                "From 1 to " + MOST_AT_ONCE + " at the same time.");
        BigDecimal price = price(draft.pricePerGpuHour());
        return new EngineDraft(
                name, kind, values, secrets, draft.trainer(), folder, draft.mostAtOnce(), price, draft.openTo());
    }

    private static void requireRight(EngineField field, String value) {
        field.mistake(value).ifPresent(words -> {
            throw RuleViolation.in(field.property(), words);
        });
    }

    /**
     * Of a computer that this server may connect to.
     *
     * @param typed empty for the usual one
     */
    static int sshPort(String host, String typed) {
        Map<EngineField, String> values = new HashMap<>(Map.of(EngineField.HOST, host.strip()));
        if (!typed.isBlank()) {
            values.put(EngineField.PORT, typed.strip());
        }
        values.forEach(EngineRules::requireRight);
        places(values);
        return new EngineSettings.Values(values).access().port();
    }

    private static @Nullable BigDecimal price(@Nullable BigDecimal typed) {
        if (typed == null || typed.signum() == 0) {
            return null;
        }
        BigDecimal price = typed.stripTrailingZeros();
        require(
                price.signum() > 0 && price.compareTo(HIGHEST_PRICE) <= 0 && price.scale() <= DECIMALS,
                "price",
                "Enter US dollars between 0 and 1,000 with at most " + DECIMALS + " decimal places.");
        return price;
    }

    /** What one value demands of another. */
    private static void installation(Trainer trainer, Map<EngineField, String> values) {
        int cards = Integer.parseInt(values.getOrDefault(EngineField.GPUS, "1"));
        require(
                cards <= trainer.mostCards(),
                EngineField.GPUS.property(),
                trainer.label() + " trains on one card: leave it empty or enter 1.");
        require(
                !trainer.fields().contains(EngineField.MODEL_FILE)
                        || !values.getOrDefault(EngineField.VARIANT, "").startsWith("flux2"),
                EngineField.VARIANT.property(),
                trainer.label() + " trains FLUX.1 only: choose one of its variants.");
        require(
                !trainer.fields().contains(EngineField.ADAPTER)
                        || !"schnell".equals(values.get(EngineField.VARIANT))
                        || values.containsKey(EngineField.ADAPTER),
                EngineField.ADAPTER.property(),
                "schnell is trained with an adapter: enter its path or its name on Hugging Face.");
    }

    /** Through its socket, the system tells slurmrestd which account asks; over the network, a token does. */
    private static void slurm(
            Map<EngineField, String> values, Map<EngineField, String> secrets, Set<EngineField> kept) {
        require(
                isSocket(values)
                        || !values.getOrDefault(EngineField.ADDRESS, "").startsWith("unix:"),
                EngineField.ADDRESS.property(),
                "A socket's address is unix: and its whole path, such as unix:/run/slurmrestd/rest.sock.");
        EngineField token = EngineField.SLURM_TOKEN;
        if (isSocket(values)) {
            require(!secrets.containsKey(token), token.property(), "Leave it empty: a socket takes no token.");
        } else {
            require(
                    secrets.containsKey(token) || kept.contains(token),
                    token.property(),
                    token.label() + " is required.");
        }
    }

    private static void loraHost(
            Map<EngineField, String> values, Map<EngineField, String> secrets, Set<EngineField> kept) {
        boolean isNamed = values.containsKey(EngineField.LORA_HOST);
        require(
                isNamed
                        || (Collections.disjoint(values.keySet(), OF_LORA_HOST)
                                && !secrets.containsKey(EngineField.LORA_KEY)),
                EngineField.LORA_HOST.property(),
                "Enter the host, or leave its user and keys empty as well.");
        if (!isNamed) {
            return;
        }
        Stream.of(EngineField.LORA_FOLDER, EngineField.LORA_USER, EngineField.LORA_HOST_KEY)
                .forEach(field -> requireWithLoraHost(field, values.containsKey(field)));
        EngineField key = EngineField.LORA_KEY;
        requireWithLoraHost(key, secrets.containsKey(key) || kept.contains(key));
    }

    private static void requireWithLoraHost(EngineField field, boolean isThere) {
        require(isThere, field.property(), field.label() + " is required with an SFTP host.");
    }

    private static boolean isSocket(Map<EngineField, String> values) {
        return UnixSockets.isAddress(values.getOrDefault(EngineField.ADDRESS, ""));
    }

    private static void container(Map<EngineField, String> values, String workFolder) {
        String container = values.getOrDefault(EngineField.CONTAINER, "none");
        if (container.equals("none")) {
            return;
        }
        String command = values.getOrDefault(EngineField.CONTAINER_COMMAND, "");
        boolean isOwn = container.equals("command");
        require(
                !isOwn || command.contains("{command}"),
                EngineField.CONTAINER_COMMAND.property(),
                "Enter a command with {command} in it, such as"
                        + " “singularity exec --nv --bind {mounts} {image} {command}”.");
        require(
                values.containsKey(EngineField.IMAGE) || (isOwn && !command.contains("{image}")),
                EngineField.IMAGE.property(),
                "Enter the image that has the trainer, or choose no container.");
        if (isOwn && !command.contains("{mounts}")) {
            require(
                    !values.containsKey(EngineField.MOUNTS),
                    EngineField.MOUNTS.property(),
                    "The container command has no {mounts}: add it there, or leave this empty.");
            return;
        }
        require(!workFolder.matches(".*[:,].*"), "workFolder", UNMOUNTABLE);
        MOUNTED.forEach(
                field -> require(!values.getOrDefault(field, "").matches("/.*[:,].*"), field.property(), UNMOUNTABLE));
    }

    private static void pod(Map<EngineField, String> values) {
        require(
                values.containsKey(EngineField.IMAGE),
                EngineField.IMAGE.property(),
                "Enter the image that has the trainer.");
        require(
                !values.containsKey(EngineField.KUEUE_PRIORITY) || values.containsKey(EngineField.KUEUE),
                EngineField.KUEUE_PRIORITY.property(),
                "Enter the Kueue queue as well, or leave this empty.");
        int minutes = Integer.parseInt(values.getOrDefault(EngineField.TIME_LIMIT, "60"));
        require(
                minutes >= SHORTEST_POD && minutes <= LONGEST_POD,
                EngineField.TIME_LIMIT.property(),
                "Enter %d to %d minutes: a job on Kubernetes takes six days at most."
                        .formatted(SHORTEST_POD, LONGEST_POD));
    }

    private static void places(Map<EngineField, String> values) {
        if (!isSocket(values)) {
            values.computeIfPresent(EngineField.ADDRESS, EngineRules::address);
        }
        values.computeIfPresent(
                EngineField.MORE_ADDRESSES,
                (field, typed) -> Arrays.stream(typed.split("[\\s,]+"))
                        .map(one -> address(field, one))
                        .collect(Collectors.joining(" ")));
        ssh(values, EngineField.HOST, EngineField.PORT, EngineField.HOST_KEY);
        ssh(values, EngineField.LORA_HOST, EngineField.LORA_PORT, EngineField.LORA_HOST_KEY);
    }

    private static void ssh(Map<EngineField, String> values, EngineField host, EngineField port, EngineField hostKey) {
        String number = values.get(port);
        require(
                number == null || (Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= HIGHEST_PORT),
                port.property(),
                "Enter a number from 1 to " + HIGHEST_PORT + ".");
        String name = values.get(host);
        require(
                name == null
                        || AddressRule.CONFIGURED.allows("http://" + (name.contains(":") ? "[" + name + "]" : name)),
                host.property(),
                "This leads to no computer that this server connects to.");
        String line = values.get(hostKey);
        require(
                line == null || isHostKey(line),
                hostKey.property(),
                "This is not a whole host key. Paste the line again, or fetch the key.");
    }

    private static boolean isHostKey(String line) {
        try {
            SshHostKey.parse(line);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static String address(EngineField field, String typed) {
        String stripped = typed.replaceAll("/+$", "");
        require(
                AddressRule.CONFIGURED.allows(stripped) && URI.create(stripped).getRawQuery() == null,
                field.property(),
                "An address begins with http:// or https:// and leads to a server of yours or on the internet, not to"
                        + " link-local or cloud metadata addresses.");
        return stripped;
    }

    /** A token is for the address that it was typed for: it goes to no other one before it is typed again. */
    static void requireSecretsAgain(EngineDraft checked, Map<EngineField, String> before, Set<EngineField> kept) {
        if (!isSocket(checked.values())
                && Stream.of(EngineField.ADDRESS, EngineField.MORE_ADDRESSES)
                        .anyMatch(field ->
                                !checked.values().getOrDefault(field, "").equals(before.getOrDefault(field, "")))) {
            kept.stream()
                    // An SSH key is shown to nobody: its holder proves to have it.
                    .filter(field ->
                            field != EngineField.LORA_KEY && !checked.secrets().containsKey(field))
                    .findFirst()
                    .ifPresent(field -> {
                        throw RuleViolation.in(
                                field.property(), "The address has changed: enter the token for the new one.");
                    });
        }
    }

    static String reason(String typed) {
        String words = typed.strip();
        require(
                !words.isEmpty() && words.length() <= REASON_LENGTH,
                "reason",
                "Give a reason of up to " + REASON_LENGTH + " characters: everyone whose run waits reads it.");
        return words;
    }
}
