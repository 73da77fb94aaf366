package io.understudy.training.backends.engines;

import io.understudy.Application;
import io.understudy.identity.Role;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.ssh.SshTarget;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Engines as an admin describes them, on hosts of the tests. */
public final class ClusterHosts {
    private ClusterHosts() {}

    /** Says what {@code nvidia-smi} would say of two cards; returns its folder, for the path. */
    public static Path twoCards(Path folder) throws IOException {
        Path program = Files.createDirectories(folder).resolve("nvidia-smi");
        Files.writeString(program, """
                #!/bin/sh
                case $1 in
                    --query-gpu=index,name) echo '0, NVIDIA RTX 4090'; echo '1, NVIDIA RTX 4090' ;;
                    --query-gpu=driver_version,name) echo '570.86, NVIDIA RTX 4090'; echo '570.86, NVIDIA RTX 4090' ;;
                    *) exit 9 ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    /** What a jar of the product does, with the classes of this build. */
    public static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, Application.class.getName());
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = folder.resolve("understudy.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    public static Map<EngineField, String> miniature(Path jar) {
        return new EnumMap<>(Map.of(
                EngineField.JAR,
                jar.toString(),
                EngineField.JAVA,
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    public static EngineDraft draft(
            EngineKind kind, String trainer, Path workFolder, SshTarget target, Map<EngineField, String> more) {
        Map<EngineField, String> values = new EnumMap<>(more);
        values.put(EngineField.HOST, target.host());
        values.put(EngineField.PORT, String.valueOf(target.port()));
        values.put(EngineField.USER, target.user());
        values.put(EngineField.HOST_KEY, target.hostKey().line());
        return draft(kind, trainer, workFolder, values, Map.of(EngineField.SSH_KEY, target.privateKey()));
    }

    public static EngineDraft draft(
            EngineKind kind,
            String trainer,
            Path workFolder,
            Map<EngineField, String> values,
            Map<EngineField, String> secrets) {
        return new EngineDraft("Attic", kind, values, secrets, trainer, workFolder.toString(), 2, null, Role.MEMBER);
    }
}
