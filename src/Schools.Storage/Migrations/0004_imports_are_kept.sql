-- An import is the protocol of what was done and is not deleted: the program needs no right to do so.
revoke delete on import, import_row from schools_program;
