package io.understudy.versions.release;

import io.understudy.audit.SubjectTrail;
import io.understudy.audit.SubjectTrailRow;
import io.understudy.audit.TrailCheckpointService;
import io.understudy.audit.TrailProof;
import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.ModelSignature.SignedFile;
import io.understudy.bundle.attestation.Review;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.log.ConsistencyProof;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.metadata.A1111Sidecar;
import io.understudy.bundle.metadata.MlBom;
import io.understudy.bundle.metadata.ModelCard;
import io.understudy.bundle.metadata.ReleaseFacts;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionId;
import io.understudy.versions.release.ReleaseFactsReader.Picture;
import io.understudy.versions.review.ReviewContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes the release folder: the LoRA with what other people's tools read and verify, signed as a whole. */
@Service
@MembersOnly
@Transactional
public class ReleaseFolderService {
    private static final String APPROVED = ReviewAction.APPROVE.act();

    private final ReleaseBundleService bundles;
    private final ReleaseFactsReader facts;
    private final VersionDownloadService downloads;
    private final SubjectTrail trail;
    private final TrailCheckpointService checkpoints;
    private final SigningKeyService keys;
    private final BlobStore blobs;

    ReleaseFolderService(
            ReleaseBundleService bundles,
            ReleaseFactsReader facts,
            VersionDownloadService downloads,
            SubjectTrail trail,
            TrailCheckpointService checkpoints,
            SigningKeyService keys,
            BlobStore blobs) {
        this.bundles = bundles;
        this.facts = facts;
        this.downloads = downloads;
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.blobs = blobs;
    }

    /**
     * Collects and signs what belongs into it; the download counts as one of the LoRA.
     *
     * @throws DomainException.NotFound when there is no such version
     * @throws DomainException.Conflict when no release vouches for it now, or the audit trail was rewritten
     */
    public ReleaseFolder create(VersionId id) {
        ReviewContext context = bundles.sound(id);
        ReleaseBundle release = bundles.parts(context);
        String lora = release.head().lora().fileName();
        String sha256 = release.head().lora().sha256();
        Map<String, String> texts = new LinkedHashMap<>();
        TrailProof proof = proof(id);
        addAttestation(release, lora, sha256, proof.row(), texts);
        addTrail(proof, texts);
        Map<String, Picture> pictures = facts.pictures(context);
        ReleaseFacts known = facts.of(context, release.head(), pictures, ReleaseFactsReader.references(texts));
        texts.put(ModelCard.FILE, ModelCard.text(known));
        texts.put(A1111Sidecar.fileName(known), A1111Sidecar.text(known));
        texts.put(release.head().version() + MlBom.ENDING, MlBom.text(known));
        String name = release.head().version();
        List<SignedFile> files = new ArrayList<>(List.of(new SignedFile(lora, sha256)));
        pictures.forEach((path, picture) ->
                files.add(new SignedFile(path, picture.bytes().hex())));
        texts.forEach((file, text) -> files.add(new SignedFile(file, hash(text))));
        texts.put(ModelSignature.FILE, ModelSignature.sign(name, files, keys.folderPair()));
        downloads.download(id);
        Map<String, BlobHash> samples = new LinkedHashMap<>();
        pictures.forEach((path, picture) -> samples.put(path, picture.bytes()));
        return new ReleaseFolder(name, lora, context.version().file(), samples, texts);
    }

    private TrailProof proof(VersionId id) {
        List<SubjectTrailRow> approvals =
                trail.about("version", List.of(id.value().toString()), List.of(APPROVED));
        return checkpoints.prove(approvals.getLast().sequence(), APPROVED);
    }

    private void addAttestation(
            ReleaseBundle release, String lora, String sha256, String approvalRow, Map<String, String> texts) {
        Review review = Review.of(
                release.head(),
                release.part(BundleFormat.DECISIONS, BundleFormat.Decided.class),
                release.part(BundleFormat.CHECKLIST, BundleFormat.Checklist.class),
                approvalRow);
        ReviewAttestation attestation = ReviewAttestation.sign(review, lora, sha256, keys.folderPair());
        texts.put(lora + ReviewAttestation.BUNDLE_ENDING, attestation.bundle());
        texts.put(lora + ReviewAttestation.LINES_ENDING, attestation.lines());
    }

    private static void addTrail(TrailProof proof, Map<String, String> texts) {
        texts.put(InclusionProof.FILE, proof.inclusion());
        if (proof.consistency() != null) {
            texts.put(ConsistencyProof.FILE, proof.consistency());
        }
    }

    static String hash(String text) {
        return Hashes.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it while it is sent; the stream is left open. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void write(ReleaseFolder release, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        writeBlob(release.name() + "/" + release.loraName(), release.lora(), zip);
        for (Map.Entry<String, BlobHash> picture : release.pictures().entrySet()) {
            writeBlob(release.name() + "/" + picture.getKey(), picture.getValue(), zip);
        }
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        for (Map.Entry<String, String> text : release.texts().entrySet()) {
            zip.putNextEntry(new ZipEntry(release.name() + "/" + text.getKey()));
            zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        }
        zip.finish();
    }

    private void writeBlob(String path, BlobHash blob, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        try (InputStream in = blobs.open(blob)) {
            in.transferTo(zip);
        }
    }
}
