namespace EdgeActors.FaultKit;

/// <summary>The words of a line, taken from the left. A part in quotes is one word, which ends at the next quote.</summary>
internal sealed class Words(string line)
{
    private int _at;

    public bool AtEnd => Peek().Length == 0;

    public string Peek()
    {
        int start = Skip();
        int end = start;
        if (start < line.Length && line[start] == '"')
        {
            int quote = line.IndexOf('"', start + 1);
            return quote > 0 ? line[start..(quote + 1)] : throw new FaultScriptException($"the quote at {line[start..]} is not closed; add a '\"'.");
        }

        while (end < line.Length && line[end] != ' ')
        {
            end++;
        }

        return line[start..end];
    }

    public string Take()
    {
        string word = Peek();
        _at = Skip() + word.Length;
        return word;
    }

    public bool TryTake(string word)
    {
        if (Peek() != word)
        {
            return false;
        }

        Take();
        return true;
    }

    public string Take(string what, string example)
    {
        string word = Take();
        return word.Length > 0 ? word : throw new FaultScriptException($"{what} is missing; write it as in '{example}'.");
    }

    public void End(string after)
    {
        if (!AtEnd)
        {
            throw new FaultScriptException($"'{Peek()}' after {after} is not understood; remove it.");
        }
    }

    private int Skip()
    {
        int start = _at;
        while (start < line.Length && line[start] == ' ')
        {
            start++;
        }

        return start;
    }
}
