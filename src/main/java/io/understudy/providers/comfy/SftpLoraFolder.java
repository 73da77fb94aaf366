package io.understudy.providers.comfy;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.core.Sha256;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineSettings.ComfyUi;
import io.understudy.providers.engines.EngineSettings.SshAccess;
import io.understudy.providers.ssh.SftpFiles;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshProblem;
import io.understudy.providers.ssh.SshTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A folder of ComfyUI's LoRAs on a machine that takes files by SFTP. Each use has a connection of its own: it is short,
 * and the engine's key may be another one by the next.
 */
public final class SftpLoraFolder implements LoraDelivery {
    private final SshConnections connections;
    private final Supplier<SshTarget> machine;
    private final String folder;
    /** What could not be removed when the connection was lost: the next use does. */
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    @FunctionalInterface
    private interface Use {
        void of(SftpFiles files, SshTarget at) throws IOException;
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream target) throws IOException;
    }

    /** @param folder absolute, on that machine */
    public SftpLoraFolder(SshConnections connections, Supplier<SshTarget> machine, String folder) {
        this.connections = connections;
        this.machine = machine;
        this.folder = folder;
    }

    /** Of an engine's LoRAs on the host that takes them. */
    public static SftpLoraFolder of(EngineConnection engine, SshAccess host, SshConnections connections) {
        return new SftpLoraFolder(
                connections,
                () -> engine.sshTarget(host, EngineField.LORA_KEY),
                ((ComfyUi) engine.settings()).loraFolder());
    }

    /**
     * Names hold the hash of the bytes, so a file of this name and size is this file.
     *
     * @throws ComfyProblem.Away when the machine gives no answer
     * @throws JobFailure when it refuses, or is not the one that was accepted
     */
    @Override
    public void deliver(Path file, String name) throws IOException {
        long size = Files.size(file);
        use((files, at) -> {
            if (!files.size(folder + "/" + name).equals(OptionalLong.of(size))) {
                send(files, at, () -> Files.newInputStream(file), name);
            }
        });
    }

    /** Writes, reads and removes a small file, with the refusals of {@link #deliver}. */
    public void rehearse() throws IOException {
        String name = ".understudy-" + UUID.randomUUID();
        byte[] words = name.getBytes(StandardCharsets.UTF_8);
        use((files, at) -> {
            send(files, at, () -> new ByteArrayInputStream(words), name);
            files.removeIfThere(folder + "/" + name);
        });
    }

    /** Under a name that no loader lists, until what arrived is known to be what was sent. */
    private void send(SftpFiles files, SshTarget at, ByteSource source, String name) throws IOException {
        String target = folder + "/" + name;
        String part = target.substring(0, target.lastIndexOf('/') + 1) + "." + UUID.randomUUID() + ".part";
        try {
            files.write(part, source);
            byte[] arrived = hash(out -> files.read(part, out));
            if (!MessageDigest.isEqual(arrived, hash(out -> copy(source, out)))) {
                throw new JobFailure(
                        "A LoRA did not arrive on " + at.host() + " as it was sent.",
                        "Have the disk of that machine checked.",
                        null);
            }
            files.rename(part, target);
        } catch (IOException | RuntimeException problem) {
            remove(files, part, problem);
            throw problem;
        }
    }

    private void remove(SftpFiles files, String part, Exception because) {
        try {
            files.removeIfThere(part);
        } catch (SftpException | SshProblem stays) {
            left.add(part);
            because.addSuppressed(stays);
        }
    }

    private void removeWhatWasLeft(SftpFiles files) {
        left.removeIf(part -> {
            try {
                files.removeIfThere(part);
                return true;
            } catch (SftpException refused) {
                return false;
            }
        });
    }

    private static byte[] hash(Content content) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.writeTo(out);
        }
        return digest.digest();
    }

    private static void copy(ByteSource source, OutputStream target) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(target);
        }
    }

    private void use(Use work) throws IOException {
        SshTarget at = machine.get();
        try (SshConnection connection = connections.to(at)) {
            SftpFiles files = new SftpFiles(connection);
            if (!files.isFolder(folder)) {
                throw new JobFailure(
                        "There is no folder " + folder + " for LoRAs on " + at.host() + ".",
                        "Create it there, or correct the LoRA folder in the engine's settings.",
                        null);
            }
            removeWhatWasLeft(files);
            work.of(files, at);
        } catch (SshProblem.NoAnswer away) {
            throw new ComfyProblem.Away(away.words() + " " + away.advice(), false, away);
        } catch (SshProblem refused) {
            throw new JobFailure(refused.words(), refused.advice(), refused);
        } catch (SftpException refused) {
            throw new JobFailure(
                    "A LoRA cannot be written to " + folder + " on " + at.host() + ": " + refused.getMessage(),
                    "Check the free space and the permissions of the account there.",
                    refused);
        }
    }
}
