package io.understudy.providers.engines;

import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretName;
import io.understudy.settings.SecretService;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Secrets of engines, sealed as all secrets are. */
@Component
class EngineSecrets {
    /** In place of line breaks, which a sealed secret has none of; no key has this character. */
    private static final String BREAK = "|";

    private final SecretService secrets;

    EngineSecrets(SecretService secrets) {
        this.secrets = secrets;
    }

    void keep(EngineId engine, Map<EngineField, String> typed) {
        typed.forEach((field, clear) ->
                secrets.keep(name(engine, field), clear.strip().lines().collect(Collectors.joining(BREAK))));
    }

    void forget(EngineId engine, EngineField field) {
        secrets.forget(name(engine, field));
    }

    Set<EngineField> set(EngineId engine, EngineKind kind) {
        Set<EngineField> set = EnumSet.noneOf(EngineField.class);
        kind.fields().stream()
                .filter(EngineField::isSecret)
                .filter(field -> secrets.state(name(engine, field)).isPresent())
                .forEach(set::add);
        return set;
    }

    /** For the product's own work, on whichever thread. */
    EngineConnection.SecretReader reader(EngineId engine) {
        return field -> RunAs.get(() -> secrets.reveal(name(engine, field)).map(clear -> lines(field, clear)));
    }

    private static String lines(EngineField field, String clear) {
        return field.input().isLong() ? clear.replace(BREAK, "\n") + "\n" : clear;
    }

    /** As typed, where it was; else as kept. */
    EngineConnection.SecretReader reader(Map<EngineField, String> typed, Optional<EngineId> stored) {
        return field -> Optional.ofNullable(typed.get(field))
                .or(() -> stored.flatMap(engine -> reader(engine).read(field)));
    }

    private static SecretName name(EngineId engine, EngineField field) {
        return new SecretName("engine." + engine.value() + "."
                + field.property().replaceAll("([A-Z])", "-$1").toLowerCase());
    }
}
