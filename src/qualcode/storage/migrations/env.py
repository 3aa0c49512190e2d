"""Where Alembic finds the connection: it is handed over by `storage/revision.py`, inside its transaction."""

from alembic import context

from qualcode.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is already there, and ends elsewhere
)
context.run_migrations()
