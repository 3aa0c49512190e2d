"""What it may mean: codes, the tree they form, its versions and files."""

from qualcode.codebook.change import (
    CodebookChange,
    add_code,
    edit_code,
    merge_codes,
    move_code,
    new_code_id,
    rename_code,
    retire_code,
    split_code,
)
from qualcode.codebook.code import PATH_SEPARATOR, Code, fold_name
from qualcode.codebook.codebook import Codebook
from qualcode.codebook.diff import diff_codebooks
from qualcode.codebook.tree import tree_issues, tree_order
from qualcode.codebook.yaml_read import ParsedCodebook, codebook_id, parse_codebook, read_codebook, read_codebook_text
from qualcode.codebook.yaml_write import write_codebook

__all__ = [
    "PATH_SEPARATOR",
    "Code",
    "Codebook",
    "CodebookChange",
    "ParsedCodebook",
    "add_code",
    "codebook_id",
    "diff_codebooks",
    "edit_code",
    "fold_name",
    "merge_codes",
    "move_code",
    "new_code_id",
    "parse_codebook",
    "read_codebook",
    "read_codebook_text",
    "rename_code",
    "retire_code",
    "split_code",
    "tree_issues",
    "tree_order",
    "write_codebook",
]
