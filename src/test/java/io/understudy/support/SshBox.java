package io.understudy.support;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.providers.ssh.SshHostKey;
import io.understudy.providers.ssh.SshTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** OpenSSH's own server, which lets the account of the tests in with a key; tests that need it are skipped without it. */
public final class SshBox implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private final SshConnections connections = new SshConnections();
    private StartedProgram server;

    /** @param environment of every command; its home is the folder, unless this says another one */
    public SshBox(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SSHD), "OpenSSH's server is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "OpenSSH's server needs root");
        Files.createDirectories(Path.of("/run/sshd"));
        this.folder = Files.createDirectories(folder);
        this.environment = new TreeMap<>(environment);
        this.environment.putIfAbsent("HOME", folder.toString());
        newKey("host");
        newKey("user");
        this.port = StartedProgram.freePort();
        start();
    }

    /** A new key pair in this name, in place of an earlier one. */
    public void newKey(String name) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve(name));
        OtherProgram.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name);
    }

    public void start() throws IOException {
        String set = environment.entrySet().stream()
                .map(one -> "\"" + one.getKey() + "=" + one.getValue() + "\"")
                .collect(Collectors.joining(" "));
        Path settings = Files.writeString(
                folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host
                AuthorizedKeysFile %2$s/user.pub
                UsePAM no
                StrictModes no
                PermitRootLogin prohibit-password
                PidFile none
                MaxStartups 100
                Subsystem sftp internal-sftp
                %s
                """.formatted(port, folder, set.isEmpty() ? "" : "SetEnv " + set));
        server = StartedProgram.of(
                List.of(SSHD.toString(), "-D", "-e", "-f", settings.toString()), Map.of(), folder.resolve("sshd.log"));
        await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            byte[] greeting = socket.getInputStream().readNBytes(4);
            return server.isRunning() && new String(greeting, StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** With the connections that it has. */
    public void stop() {
        server.close();
    }

    public SshConnections connections() {
        return connections;
    }

    public SshTarget target() throws IOException {
        return new SshTarget(
                "127.0.0.1",
                port,
                System.getProperty("user.name"),
                Files.readString(folder.resolve("user")),
                SshHostKey.parse(Files.readString(folder.resolve("host.pub"))));
    }

    public SshConnection connection() throws IOException {
        return connections.to(target());
    }

    @Override
    public void close() {
        connections.close();
        stop();
    }
}
