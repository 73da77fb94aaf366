package io.understudy.providers.ssh;

import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.providers.ssh.SshProblem.NoAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/** One session for commands and files, from any thread; a lost one is replaced when it is next needed. */
public final class SshConnection implements AutoCloseable {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(20);
    private static final int MOST_OUTPUT = 8 << 20;
    private static final int MOST_ERRORS = 64 << 10;
    private static final int SIGNALLED = 128;
    /** OpenSSH's server opens 10 channels in a session, and files take one. */
    private static final int MOST_COMMANDS = 8;

    private final SshConnections connections;
    private final Supplier<SshTarget> target;
    private final Semaphore commands = new Semaphore(MOST_COMMANDS);
    private final AtomicInteger renewals = new AtomicInteger();
    private @Nullable ClientSession session;
    private int renewalsAtOpening;
    private @Nullable SftpClient files;

    @FunctionalInterface
    public interface FileWork<T> {
        T on(SftpClient files) throws IOException;
    }

    SshConnection(SshConnections connections, Supplier<SshTarget> target) {
        this.connections = connections;
        this.target = target;
    }

    public SshTarget target() {
        return target.get();
    }

    /**
     * @param command for the account's shell; see {@link ShellQuoting}
     * @param input in UTF-8, for its standard input
     * @throws SshProblem.NoAnswer also when it takes longer than given: it may continue to run
     */
    public CommandResult run(String command, String input, Duration most) {
        LimitedOutput output = new LimitedOutput(MOST_OUTPUT);
        LimitedOutput errors = new LimitedOutput(MOST_ERRORS);
        commands.acquireUninterruptibly();
        try (ChannelExec channel = opened(command, input, output, errors)) {
            if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), most).contains(ClientChannelEvent.CLOSED)) {
                throw new NoAnswer(
                        target().host() + " did not finish a command within " + most.toSeconds() + " s.", null);
            }
            if (output.isFull()) {
                throw new NoAnswer(target().host() + " answered with more than this server reads.", null);
            }
            return new CommandResult(exitCode(channel), output.text(), errors.text());
        } catch (IOException lost) {
            throw lost(lost);
        } finally {
            commands.release();
        }
    }

    private int exitCode(ChannelExec channel) {
        if (channel.getExitStatus() != null) {
            return channel.getExitStatus();
        }
        if (channel.getExitSignal() != null) {
            return SIGNALLED;
        }
        throw new NoAnswer("The connection to " + target().host() + " was lost during a command.", null);
    }

    /** A session that was lost meanwhile is replaced: until the channel is open, no command has been sent. */
    private ChannelExec opened(String command, String input, LimitedOutput output, LimitedOutput errors)
            throws IOException {
        boolean fresh = false;
        while (true) {
            ClientSession open;
            synchronized (this) {
                fresh |= session == null || !isCurrent(session);
                open = session();
            }
            ChannelExec channel = null;
            try {
                channel = open.createExecChannel(command);
                channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
                channel.setOut(output);
                channel.setErr(errors);
                channel.open().verify(OPEN_WITHIN);
                return channel;
            } catch (IOException | IllegalStateException refused) { // the latter from a session that is being closed
                if (channel != null) {
                    channel.close(true);
                }
                if (refused instanceof InterruptedIOException || fresh && isLatest(open)) {
                    throw refused instanceof IOException problem ? problem : new IOException(refused);
                }
                drop(open);
            }
        }
    }

    private synchronized boolean isLatest(ClientSession one) {
        return session == one && renewalsAtOpening == renewals.get();
    }

    /** Another thread may have replaced it already. */
    private synchronized void drop(ClientSession lost) {
        if (session == lost) {
            close();
        }
    }

    /** @throws SftpException where the machine refuses something about a file */
    public <T> T files(FileWork<T> work) throws SftpException {
        ClientSession open = session();
        try {
            return work.on(files(open));
        } catch (SftpException refused) {
            throw refused;
        } catch (IOException | IllegalStateException lost) {
            drop(open);
            throw lost(lost);
        }
    }

    private NoAnswer lost(Exception cause) {
        return new NoAnswer("The connection to " + target().host() + " was lost.", cause);
    }

    private synchronized SftpClient files(ClientSession open) throws IOException {
        SftpClient started = files;
        if (started == null || !started.isOpen() || started.getSession() != open) {
            started = SftpClientFactory.instance().createSftpClient(open);
            files = started;
        }
        return started;
    }

    private synchronized ClientSession session() {
        ClientSession open = session;
        while (open == null || !isCurrent(open)) {
            close();
            renewalsAtOpening = renewals.get();
            open = connections.open(target());
            session = open;
        }
        return open;
    }

    private synchronized boolean isCurrent(ClientSession open) {
        return open.isOpen() && renewalsAtOpening == renewals.get();
    }

    /** The machine or the key has changed: no command that begins after this one uses what was opened before. */
    public void renew() {
        renewals.incrementAndGet();
        // It may be connecting at this moment, which the caller does not wait for.
        BackgroundThreads.start("renew-ssh", this::closeOutdated);
    }

    private synchronized void closeOutdated() {
        if (session != null && !isCurrent(session)) {
            close();
        }
    }

    /** It connects again when it is next used. */
    @Override
    public synchronized void close() {
        if (session != null) {
            session.close(true);
        }
        session = null;
        files = null;
    }
}
