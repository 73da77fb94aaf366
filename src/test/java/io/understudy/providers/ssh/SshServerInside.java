package io.understudy.providers.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.nativefs.NativeFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A server inside the tests, where no other is installed. */
public final class SshServerInside implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    private final KeyPair user;
    private final KeyPair host;

    public SshServerInside() throws IOException, GeneralSecurityException {
        user = newPair();
        host = newPair();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator(
                (name, key, session) -> "artist".equals(name) && KeyUtils.compareKeys(key, user.getPublic()));
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(NativeFileSystemFactory.INSTANCE);
        server.start();
    }

    public static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    public SshTarget target() throws IOException, GeneralSecurityException {
        return target(host);
    }

    /** @param shown host key that the machine is expected to have */
    public SshTarget target(KeyPair shown) throws IOException, GeneralSecurityException {
        return new SshTarget("127.0.0.1", server.getPort(), "artist", text(user), SshHostKey.of(shown.getPublic()));
    }

    static String text(KeyPair pair) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "tests", null, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a network does that forgets its connections. */
    public void dropConnections() throws IOException {
        for (var session : new ArrayList<>(server.getActiveSessions())) {
            session.close(true);
        }
    }

    /** Has something happen to each file that was written. */
    public void afterWriting(Consumer<Path> what) {
        sftp.addSftpEventListener(new SftpEventListener() {
            @Override
            public void closed(ServerSession session, String handle, Handle closed, Throwable problem) {
                if (Files.isRegularFile(closed.getFile())) {
                    what.accept(closed.getFile());
                }
            }
        });
    }

    public void addHostKey(KeyPair another) {
        server.setKeyPairProvider(KeyPairProvider.wrap(host, another));
    }

    public void changeHostKey(KeyPair another) {
        server.setKeyPairProvider(KeyPairProvider.wrap(another));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
