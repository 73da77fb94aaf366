package io.understudy.providers.engines;

import io.understudy.identity.Role;
import io.understudy.platform.core.PauseNote;
import io.understudy.providers.engines.EngineSettings.SshAccess;
import io.understudy.providers.ssh.SshHostKey;
import io.understudy.providers.ssh.SshTarget;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An engine for those that work with it.
 *
 * @param rowVersion higher after every change, also after a secret was set
 * @param backend under which runs and generation jobs name it
 * @param trainer as in {@link EngineDraft}
 * @param pricePerGpuHour US dollars; null for none
 * @param pause null while it may start something
 */
public record EngineConnection(
        EngineId id,
        long rowVersion,
        String backend,
        String name,
        EngineKind kind,
        EngineSettings settings,
        String trainer,
        String workFolder,
        int mostAtOnce,
        @Nullable BigDecimal pricePerGpuHour,
        Role openTo,
        @Nullable PauseNote pause,
        SecretReader secrets) {
    /** Reads an engine's secrets for the product's own work. */
    @FunctionalInterface
    public interface SecretReader {
        Optional<String> read(EngineField secret);
    }

    /** @param key the secret that signs in there */
    public SshTarget sshTarget(SshAccess access, EngineField key) {
        return new SshTarget(
                access.host(),
                access.port(),
                access.user(),
                secrets.read(key).orElse(""),
                SshHostKey.parse(access.hostKey()));
    }

    /** Whether a job that was started by the one is reached by the other. */
    public boolean hasAddressOf(EngineConnection other) {
        return address().equals(other.address());
    }

    /** Names the machine whose cards it uses, where these have no scheduler. */
    public Optional<String> machine() {
        return switch (settings) {
            case EngineSettings.GpuHost host ->
                Optional.of(machine(host.access().host(), host.access().port()));
            case EngineSettings.AiToolkit server ->
                Optional.ofNullable(server.address().getHost())
                        .map(host -> machine(host, server.address().getPort()));
            case EngineSettings.SlurmRest _,
                    EngineSettings.SlurmSsh _,
                    EngineSettings.Kubernetes _,
                    EngineSettings.ComfyUi _ -> Optional.empty();
        };
    }

    /** Behind this server's own address there may be tunnels to different machines. SSH has no brackets around IPv6. */
    private static String machine(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return name.equals("localhost") || name.startsWith("127.") || name.equals("::1") ? name + ":" + port : name;
    }

    /** Whether both use the same cards of one machine, or one of them uses all of its cards. */
    public boolean isMachineOf(EngineConnection other) {
        Set<Integer> mine = cards();
        Set<Integer> others = other.cards();
        return machine().isPresent()
                && machine().equals(other.machine())
                && (mine.isEmpty() || others.isEmpty() || mine.equals(others));
    }

    /**
     * Whether runs of the one wait for cards that runs of the other have, on the same machine: accounts of a host have
     * locks of their own, as do the containers behind its ports, and servers of ai-toolkit queues of their own.
     */
    public boolean sees(EngineConnection other) {
        return switch (settings) {
            case EngineSettings.GpuHost host ->
                other.settings instanceof EngineSettings.GpuHost same
                        && host.access().port() == same.access().port()
                        && host.access().user().equals(same.access().user());
            case EngineSettings.AiToolkit server ->
                other.settings instanceof EngineSettings.AiToolkit same
                        && server.address().equals(same.address());
            case EngineSettings.SlurmRest _,
                    EngineSettings.SlurmSsh _,
                    EngineSettings.Kubernetes _,
                    EngineSettings.ComfyUi _ -> true;
        };
    }

    /** Whether a card may get a run of each: where they do not see each other, only the queue can keep them apart. */
    boolean mayTakeCardsOf(EngineConnection other) {
        boolean together = machine().isPresent() && machine().equals(other.machine()) && !sees(other);
        boolean apart = isMachineOf(other) && mostAtOnce == 1 && other.mostAtOnce == 1;
        return together && hasCardsOf(other) && !apart;
    }

    private boolean hasCardsOf(EngineConnection other) {
        return cards().isEmpty() || other.cards().isEmpty() || !Collections.disjoint(cards(), other.cards());
    }

    /** Empty for all of the machine. */
    private Set<Integer> cards() {
        return switch (settings) {
            case EngineSettings.GpuHost host -> Set.copyOf(host.cards());
            case EngineSettings.AiToolkit server -> Set.copyOf(server.cards());
            case EngineSettings.SlurmRest _,
                    EngineSettings.SlurmSsh _,
                    EngineSettings.Kubernetes _,
                    EngineSettings.ComfyUi _ -> Set.of();
        };
    }

    private String address() {
        return switch (settings) {
            case EngineSettings.SlurmRest rest -> rest.address().toString();
            case EngineSettings.SlurmSsh ssh -> address(ssh.access());
            case EngineSettings.GpuHost host -> address(host.access());
            case EngineSettings.AiToolkit server -> server.address().toString();
            case EngineSettings.Kubernetes cluster -> cluster.address().toString();
            case EngineSettings.ComfyUi server -> server.address().toString();
        };
    }

    private static String address(SshAccess access) {
        return access.host() + ":" + access.port();
    }

    boolean isSame(EngineConnection other) {
        return id.equals(other.id) && rowVersion == other.rowVersion;
    }
}
