package io.understudy.cli;

import io.understudy.bundle.Hashes;
import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.PartedUpload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "push",
        sortOptions = false,
        description = "Uploads the photos of a folder and of the folders below it, with their captions from .txt,"
                + " .caption or .json files of the same name, to a character's dataset. Lists of captions, settings of"
                + " trainers, and what the names of kohya's folders say are sent along. Photos that are there are not"
                + " sent, so the command may be repeated.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:all photos are in the dataset",
            "1:some were rejected; they are named",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED
        })
final class PushCommand extends ClientCommand {
    private static final int REJECTED = 1;
    private static final int NO_PICTURE = 422;

    /** How the server speaks of pictures that a list names and a zip does not hold. */
    private static final String OF_OTHERS = "that the zip does not hold";

    @Parameters(index = "0", paramLabel = "CHARACTER", description = "Its name in the address of its page.")
    private String character = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder of photos, in the layout of any trainer.")
    private Path folder = Path.of("");

    private final List<String> added = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<Path> unsent = new HashSet<>();

    /** For each zip that was taken, pictures of lists that it does not hold. */
    private final List<Set<String>> missing = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PushedFolder pushed = new PushedFolder(folder);
        List<Path> photos = pushed.photos();
        rejected.addAll(pushed.refused());
        notes.addAll(pushed.leftOut());
        unsent.addAll(photos);
        String ofCharacter = "characters/" + ApiClient.part(character);
        try (ApiClient api = client();
                ProgressBar bar = bar("Uploading", photos.size())) {
            Set<String> there = api.items(ofCharacter + "/pictures?limit=200").stream()
                    .map(picture -> picture.path("sha256").asString(""))
                    .collect(Collectors.toSet());
            List<Path> present = new ArrayList<>();
            List<Path> together = new ArrayList<>();
            for (Path photo : photos) {
                String hash = Hashes.ofFile(photo);
                if (there.contains(hash)) {
                    present.add(photo);
                } else if (pushed.isPlain()) {
                    there.add(hash);
                    send(photo, pushed.captions(photo), ofCharacter, api);
                    bar.step();
                } else {
                    // Also two with the same bytes: of those, the server knows which one counts.
                    together.add(photo);
                }
            }
            Set<Path> along = pushed.alike(present, together);
            present.removeAll(along);
            present.forEach(photo -> skipped.add(pushed.name(photo)));
            bar.stepBy(present.size());
            together.addAll(along);
            for (List<Path> portion : pushed.portions(together)) {
                send(pushed, portion, ofCharacter, api);
                bar.stepBy(portion.size());
            }
        }
        String withoutPhoto = pushed.withoutPhoto(missing, unsent);
        if (!withoutPhoto.isEmpty()) {
            notes.add(withoutPhoto);
        }
        ObjectNode result = object();
        result.set("added", array(added));
        result.set("skipped", array(skipped));
        result.set("rejected", array(rejected));
        result.set("notes", array(List.copyOf(notes)));
        report(result, lines());
        return rejected.isEmpty() ? 0 : REJECTED;
    }

    private void send(Path photo, List<Path> captions, String ofCharacter, ApiClient api)
            throws IOException, InterruptedException {
        List<Path> both = Stream.concat(Stream.of(photo), captions.stream()).toList();
        byte[] file = captions.isEmpty() ? Files.readAllBytes(photo) : zip(both);
        String sent = captions.isEmpty() ? name(photo) : name(photo) + ".zip";
        try {
            take(
                    PartedUpload.isFor(file)
                            ? new PartedUpload(api, ofCharacter + "/uploads").send(sent, file, newKey())
                            : api.upload(ofCharacter + "/pictures?fileName=" + ApiClient.part(sent), file, newKey()));
        } catch (ApiException declined) {
            reject(declined);
        }
    }

    /** Sends photos as they lie in the folder, so that the server reads the layout. */
    private void send(PushedFolder pushed, List<Path> portion, String ofCharacter, ApiClient api)
            throws IOException, InterruptedException {
        Path zip = Files.createTempFile(Path.of(System.getProperty("java.io.tmpdir", ".")), "understudy-push-", ".zip");
        zip.toFile().deleteOnExit();
        try {
            try (OutputStream out = Files.newOutputStream(zip)) {
                pushed.zip(portion, out);
            }
            JsonNode upload = send(pushed.zipName(), zip, new PartedUpload(api, ofCharacter + "/uploads"));
            take(upload);
            portion.forEach(unsent::remove);
            missing.add(upload.path("missing")
                    .valueStream()
                    .map(one -> one.asString(""))
                    .collect(Collectors.toSet()));
        } catch (ApiException declined) {
            reject(declined);
            if (portion.size() > 1) {
                rejected.add("None of the " + portion.size() + " photos that were sent together was added; the reason"
                        + " above is that of the first.");
            }
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    /** A server keeps no answer with many pictures of lists. What is there already is not added again. */
    private static JsonNode send(String name, Path zip, PartedUpload uploads) throws IOException, InterruptedException {
        try {
            return uploads.send(name, zip, newKey());
        } catch (ApiException lost) {
            if (!lost.isAnswerLost()) {
                throw lost;
            }
            return uploads.send(name, zip, newKey());
        }
    }

    /**
     * What lists say of photos that were not sent with them is gathered for the whole folder instead, where the server
     * names these photos; older ones do not.
     */
    private void take(JsonNode upload) {
        upload.path("added").forEach(one -> added.add(one.asString("")));
        for (JsonNode note : upload.path("notes")) {
            if (!upload.has("missing") || !note.asString("").contains(OF_OTHERS)) {
                notes.add(note.asString(""));
            }
        }
        upload.path("alreadyHere")
                .forEach(one -> skipped.add(one.path("fileName").asString("")));
        upload.path("rejected")
                .forEach(one -> rejected.add(one.path("fileName").asString("") + ": "
                        + one.path("reason").asString("")));
    }

    private void reject(ApiException declined) {
        if (declined.status() != NO_PICTURE) {
            throw declined;
        }
        rejected.add(String.valueOf(declined.getMessage()));
    }

    private static byte[] zip(List<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(name(file));
                // The same files give the same bytes, so that an upload of them continues.
                entry.setTime(Files.getLastModifiedTime(file).toMillis());
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        rejected.forEach(photo -> lines.add("Rejected: " + photo));
        notes.forEach(note -> lines.add("Note: " + note));
        lines.add("%d added, %d already there, %d rejected.".formatted(added.size(), skipped.size(), rejected.size()));
        return lines;
    }
}
