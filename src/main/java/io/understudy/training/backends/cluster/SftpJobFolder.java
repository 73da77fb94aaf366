package io.understudy.training.backends.cluster;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.providers.ssh.SshConnection.FileWork;
import io.understudy.providers.ssh.SshProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.CopyMode;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A folder on the engine's host, through SFTP and with the permissions of the account there. */
public final class SftpJobFolder implements JobFolder {
    private static final int BLOCK = 1 << 20;

    private final SshConnection connection;
    private final String path;

    /** @param path absolute */
    public SftpJobFolder(SshConnection connection, String path) {
        this.connection = connection;
        this.path = path;
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
        String part = file + PART;
        byte[] bytes = new byte[BLOCK];
        try (InputStream in = content.open()) {
            OutputStream out = reached(files -> {
                createFolders(files, file.substring(0, file.lastIndexOf('/')));
                return files.write(part, OpenMode.Create, OpenMode.Truncate, OpenMode.Write);
            });
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                int length = count;
                reached(files -> {
                    out.write(bytes, 0, length);
                    return out;
                });
            }
            reached(files -> {
                out.close();
                rename(files, part, file);
                return file;
            });
        }
    }

    private static void rename(SftpClient files, String part, String file) throws IOException {
        try {
            files.rename(part, file, CopyMode.Overwrite, CopyMode.Atomic);
        } catch (UnsupportedOperationException oldServer) {
            removeIfThere(files, file);
            files.rename(part, file);
        }
    }

    private static void createFolders(SftpClient files, String folder) throws IOException {
        if (folder.isEmpty() || isThere(files, folder)) {
            return;
        }
        createFolders(files, folder.substring(0, folder.lastIndexOf('/')));
        try {
            files.mkdir(folder);
        } catch (SftpException refused) {
            // Someone else may have created it meanwhile.
            if (!isThere(files, folder)) {
                throw refused;
            }
        }
    }

    private static boolean isThere(SftpClient files, String name) throws IOException {
        try {
            files.stat(name);
            return true;
        } catch (SftpException missing) {
            if (isMissing(missing)) {
                return false;
            }
            throw missing;
        }
    }

    private static void removeIfThere(SftpClient files, String name) throws IOException {
        if (isThere(files, name)) {
            files.remove(name);
        }
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
        byte[] bytes = new byte[BLOCK];
        InputStream in = reached(files -> files.read(at(name)));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = reached(files -> in.read(bytes)); count >= 0; count = reached(files -> in.read(bytes))) {
                out.write(bytes, 0, count);
            }
        } finally {
            in.close();
        }
    }

    @Override
    public List<Entry> list(String folder) {
        String listed = folder.isEmpty() ? path : at(folder);
        return reached(files -> {
            List<Entry> found = new ArrayList<>();
            try {
                for (DirEntry entry : entries(files, listed)) {
                    if (entry.getAttributes().isRegularFile()
                            && !entry.getFilename().endsWith(PART)) {
                        found.add(new Entry(
                                entry.getFilename(), entry.getAttributes().getSize()));
                    }
                }
            } catch (SftpException missing) {
                return absent(missing, List.of());
            }
            found.sort(Comparator.comparing(Entry::name));
            return found;
        });
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
            if (isThere(files, path)) {
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
        if (isMissing(problem)) {
            return otherwise;
        }
        throw problem;
    }

    private static boolean isMissing(SftpException problem) {
        return problem.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE;
    }

    private <T> T reached(FileWork<T> work) {
        try {
            return connection.files(work);
        } catch (SshProblem problem) {
            throw new EngineUnreachable(problem);
        } catch (SftpException problem) {
            throw new JobFailure(
                    "A file of the job in " + path + " on "
                            + connection.target().host() + " cannot be read or written: " + problem.getMessage(),
                    "Check the free space and the permissions of the account there.",
                    problem);
        }
    }
}
