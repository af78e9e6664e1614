namespace Akka.Persistence.Sqlite.Database;

/// <summary>
/// Upper bound of the pages that a transaction writes. It is reckoned before the transaction begins, because nothing can be taken back once the
/// log has grown.
/// </summary>
/// <param name="Touched">Pages that exist already and change.</param>
/// <param name="Added">Pages that are allocated, from free pages or at the file's end.</param>
internal readonly record struct TransactionCost(int Touched, int Added)
{
    /// <summary>Bytes that a page holds besides b-tree and overflow links; a little less than true for every page kind.</summary>
    private const int UsablePerPage = 4000;

    /// <summary>First page, free-list trunks, pointer maps and the inner pages of three trees.</summary>
    private const int FixedPages = 16;

    /// <summary>A leaf and the siblings it is balanced with, in the index.</summary>
    private const int PagesPerPlace = 4;

    /// <summary>Every page of it, as the log holds old and new ones alike.</summary>
    public int Total => Touched + Added;

    /// <summary>Rows appended to a table whose unique index is over a persistence id and a number.</summary>
    /// <param name="rowBytes">Sum of the rows' sizes.</param>
    /// <param name="rows">How many.</param>
    /// <param name="persistenceIds">Different ones among them: each has its own place in the index.</param>
    /// <param name="indexBytes">Sum of the sizes of their index entries.</param>
    public static TransactionCost Append(long rowBytes, int rows, int persistenceIds, long indexBytes)
    {
        // Two neighbouring leaves hold more than one page's worth, so small rows take at most twice their size; a large one a page more than its own.
        long data = Math.Min((2 * rowBytes / UsablePerPage) + 2, (rowBytes / UsablePerPage) + (2L * rows) + 2);
        long index = (2 * indexBytes / UsablePerPage) + (2L * persistenceIds);
        return new(FixedPages + (PagesPerPlace * persistenceIds), checked((int)(data + index)));
    }

    /// <summary>Rows deleted by key: each may lie on a leaf of its own that is balanced with two neighbours; overflow pages are freed unwritten.</summary>
    public static TransactionCost Delete(int rows) => new(FixedPages + PagesPerPlace + (3 * rows), 4);

    /// <summary>Rows that a deletion of at most <paramref name="pages"/> pages may take; 0 if none.</summary>
    public static int RowsToDelete(int pages) => Math.Max(0, (pages - Delete(0).Total) / 3);

    /// <summary>Free pages given back by moving pages from the file's end: the page, what points to it, and the place it moves to.</summary>
    public static TransactionCost Shrink(int pages) => new(FixedPages + (4 * pages), 0);
}
