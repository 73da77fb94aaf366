package io.understudy.datasets.consent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface PhotoConsents extends JpaRepository<PhotoConsent, UUID> {
    List<PhotoConsent> findByPhotoHashIn(Collection<String> photos);

    Optional<PhotoConsent> findByPhotoHash(String photo);
}
