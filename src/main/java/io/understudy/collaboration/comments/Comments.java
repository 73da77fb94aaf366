package io.understudy.collaboration.comments;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface Comments extends JpaRepository<Comment, UUID> {}
