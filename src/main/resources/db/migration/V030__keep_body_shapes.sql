-- Proportions of the body on a picture, where it shows them. Measured anew by the next method for all pictures.
alter table picture_measure add column body_face_lengths double precision;
alter table picture_measure add column body_shoulders_to_hips double precision;
