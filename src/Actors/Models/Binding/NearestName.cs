namespace EdgeActors.Models.Binding;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>
    /// The candidate with the fewest edits to <paramref name="written"/>, or null when none is near: more than a third of the
    /// letters would have to change. Case does not count. Long names are compared by their first 64 characters, so that a
    /// hostile one costs no time.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        int fewest = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int allowed = Math.Max(written.Length, candidate.Length) / 3;
            if (Math.Abs(written.Length - candidate.Length) > allowed)
            {
                continue;
            }

            int edits = Edits(Cut(written), Cut(candidate));
            if (edits < fewest && edits <= Math.Min(allowed, LongestCompared / 3))
            {
                (best, fewest) = (candidate, edits);
            }
        }

        return best;
    }

    private static ReadOnlySpan<char> Cut(string text) => text.AsSpan(0, Math.Min(text.Length, LongestCompared));

    private static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
