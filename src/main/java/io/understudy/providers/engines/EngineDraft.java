package io.understudy.providers.engines;

import io.understudy.identity.Role;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine as it is typed.
 *
 * @param values without those that are empty
 * @param secrets only those that are typed; the others stay as they are
 * @param trainer id of one that the kind offers; empty where it offers none
 * @param workFolder on the engine; empty for kinds without one
 * @param mostAtOnce runs or generation jobs
 * @param pricePerGpuHour US dollars; null for none
 * @param openTo people with this role may use it
 */
public record EngineDraft(
        String name,
        EngineKind kind,
        Map<EngineField, String> values,
        Map<EngineField, String> secrets,
        String trainer,
        String workFolder,
        int mostAtOnce,
        @Nullable BigDecimal pricePerGpuHour,
        Role openTo) {
    public EngineDraft {
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
    }

    /** Leaves the secrets out: a record prints all it has, and this one may reach a log. */
    @Override
    public String toString() {
        return "EngineDraft[name=" + name + ", kind=" + kind + "]";
    }
}
