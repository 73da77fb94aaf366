package io.understudy.datasets.intake;

import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.intake.PicturePreparation.Outcome;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoreUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Decodes the pictures that arrived, in their order, and puts them into their datasets. */
@Component
class ArrivalQueue extends BackgroundQueue<UUID> {
    private final ArrivalRepository arrivals;
    private final ArrivalWriter writer;
    private final PicturePreparation preparation;
    private final BlobStore blobs;
    private final StoringGate gate;

    ArrivalQueue(
            ArrivalRepository arrivals,
            ArrivalWriter writer,
            PicturePreparation preparation,
            BlobStore blobs,
            StoringGate gate,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("picture-arrival", claims, enabled);
        this.arrivals = arrivals;
        this.writer = writer;
        this.preparation = preparation;
        this.blobs = blobs;
        this.gate = gate;
    }

    @Override
    protected List<UUID> waiting() {
        return arrivals.waiting();
    }

    @Override
    protected String subject(UUID arrival) {
        return arrival.toString();
    }

    @Override
    protected void perform(UUID id) {
        gate.awaitQuiet();
        arrivals.find(id).filter(Arrival::isWaiting).ifPresent(this::prepare);
    }

    @Override
    protected void giveUp(UUID id) {
        writer.fail(id, "reading it was started " + MOST_ATTEMPTS + " times and never finished");
    }

    private void prepare(Arrival arrival) {
        try (InputStream in = blobs.open(arrival.original())) {
            UploadedPicture file = new UploadedPicture(
                    arrival.fileName(),
                    blobs.spool(in, IntakeLimits.PICTURE_BYTES),
                    arrival.caption(),
                    arrival.repeats());
            switch (preparation.prepare(file)) {
                case Outcome.Accepted accepted -> writer.finish(arrival.id(), accepted.picture());
                case Outcome.Rejected rejected ->
                    writer.fail(arrival.id(), rejected.file().reason());
            }
        } catch (StoreUnreachable away) {
            throw new NotNow(away);
        } catch (DomainException.NotFound lost) {
            writer.fail(arrival.id(), "its file is no longer in the store: add it again");
        } catch (IOException e) {
            throw new UncheckedIOException("The arrival " + arrival.id() + " cannot be read", e);
        }
    }
}
