package io.understudy.training.backends.cluster;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.SftpFiles;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshConnection.FileWork;
import io.understudy.providers.ssh.SshProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;

/** A folder on the engine's host, through SFTP and with the permissions of the account there. */
public final class SftpJobFolder implements JobFolder {
    private final SshConnection connection;
    private final String path;

    /** @param path absolute */
    public SftpJobFolder(SshConnection connection, String path) {
        this.connection = connection;
        this.path = path;
    }

    /** @param workFolder absolute */
    public static JobFolderPlace place(SshConnection connection, String workFolder) {
        return new JobFolderPlace() {
            @Override
            public JobFolder apply(String key) {
                return new SftpJobFolder(connection, workFolder + "/" + key);
            }

            @Override
            public Map<String, Instant> changed() {
                return new SftpJobFolder(connection, workFolder).folders();
            }
        };
    }

    private Map<String, Instant> folders() {
        return reached(files -> {
            Map<String, Instant> found = new HashMap<>();
            try {
                for (DirEntry entry : entries(files, path)) {
                    Attributes attributes = entry.getAttributes();
                    if (attributes.isDirectory() && !attributes.isSymbolicLink()) {
                        found.put(
                                entry.getFilename(), attributes.getModifyTime().toInstant());
                    }
                }
            } catch (SftpException missing) {
                return absent(missing, Map.of());
            }
            return found;
        });
    }

    @Override
    public String path() {
        return path;
    }

    private String at(String name) {
        return path + "/" + JobFolder.checked(name);
    }

    @Override
    public void write(String name, ByteSource content) throws IOException {
        String file = at(name);
        reaching(files -> {
            files.write(file + PART, content);
            files.rename(file + PART, file);
        });
    }

    @Override
    public byte[] read(String name, long offset, int most) {
        return reached(files -> {
            try (CloseableHandle open = files.open(at(name), OpenMode.Read)) {
                byte[] bytes = new byte[most];
                int had = 0;
                int count = 0;
                while (had < most && count >= 0) {
                    had += count;
                    count = had < most ? files.read(open, offset + had, bytes, had, most - had) : -1;
                }
                return Arrays.copyOf(bytes, had);
            } catch (SftpException missing) {
                return absent(missing, new byte[0]);
            }
        });
    }

    @Override
    public OptionalLong size(String name) {
        return reached(files -> {
            try {
                return OptionalLong.of(files.stat(at(name)).getSize());
            } catch (SftpException missing) {
                return absent(missing, OptionalLong.empty());
            }
        });
    }

    @Override
    public void copyTo(String name, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            reaching(files -> files.read(at(name), out));
        }
    }

    private static List<DirEntry> entries(SftpClient files, String folder) throws IOException {
        List<DirEntry> entries = new ArrayList<>();
        try (CloseableHandle open = files.openDir(folder)) {
            for (List<DirEntry> some = files.readDir(open); some != null; some = files.readDir(open)) {
                entries.addAll(some);
            }
        }
        return entries;
    }

    @Override
    public void delete() {
        reached(files -> {
            if (SftpFiles.isThere(files, path)) {
                delete(files, path);
            }
            return path;
        });
    }

    private static void delete(SftpClient files, String folder) throws IOException {
        for (DirEntry entry : entries(files, folder)) {
            String name = folder + "/" + entry.getFilename();
            Attributes attributes = entry.getAttributes();
            if (entry.getFilename().matches("\\.{1,2}")) {
                continue;
            }
            if (attributes.isDirectory() && !attributes.isSymbolicLink()) {
                delete(files, name);
            } else {
                files.remove(name);
            }
        }
        files.rmdir(folder);
    }

    private static <T> T absent(SftpException problem, T otherwise) throws SftpException {
        if (SftpFiles.isMissing(problem)) {
            return otherwise;
        }
        throw problem;
    }

    private <T> T reached(FileWork<T> work) {
        try {
            return connection.files(work);
        } catch (SshProblem problem) {
            throw new EngineUnreachable(problem);
        } catch (SftpException problem) {
            throw refused(problem);
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(SftpFiles files) throws IOException;
    }

    /** @throws IOException of what is here */
    private void reaching(Use work) throws IOException {
        try {
            work.of(new SftpFiles(connection));
        } catch (SshProblem problem) {
            throw new EngineUnreachable(problem);
        } catch (SftpException problem) {
            throw refused(problem);
        }
    }

    private JobFailure refused(SftpException problem) {
        return new JobFailure(
                "A file of the job in " + path + " on " + connection.target().host() + " cannot be read or written: "
                        + problem.getMessage(),
                "Check the free space and the permissions of the account there.",
                problem);
    }
}
