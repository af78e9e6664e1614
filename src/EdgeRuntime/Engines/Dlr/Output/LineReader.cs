using System.Text;

namespace EdgeActors.Engines.Dlr.Output;

/// <summary>Cuts bytes into lines; longer ones are cut too. Not thread-safe.</summary>
internal sealed class LineReader(Action<string> line)
{
    /// <summary>Bytes of the longest line.</summary>
    public const int Longest = 4096;

    private readonly byte[] _open = new byte[Longest];
    private int _length;

    /// <summary>Takes what came next.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            if (next == '\n')
            {
                End();
                continue;
            }

            _open[_length++] = next;
            if (_length == Longest)
            {
                End();
            }
        }
    }

    /// <summary>There is no more: what is left is a line as well. Empty ones are none.</summary>
    public void End()
    {
        string text = Encoding.UTF8.GetString(_open, 0, _length).TrimEnd();
        _length = 0;
        if (text.Length > 0)
        {
            line(text);
        }
    }
}
