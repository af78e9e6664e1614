using System.Collections;
using System.Globalization;
using System.Text;

namespace EdgeActors.Logging;

/// <summary>A sentence with named places for values, <c>Loaded {Model} from {Folder}</c>.</summary>
public sealed class MessageTemplate
{
    // One more than there are places: what stands before each, and what stands after the last.
    private readonly List<string> _between = [];
    private readonly List<string> _names = [];

    /// <summary>Takes a sentence apart.</summary>
    /// <exception cref="ArgumentException">A place is not closed or has no name.</exception>
    public MessageTemplate(string text)
    {
        Text = text;
        int from = 0;
        for (int open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', from))
        {
            int close = text.IndexOf('}', open);
            if (close <= open + 1)
            {
                throw new ArgumentException($"a place of \"{text}\" is not closed or has no name", nameof(text));
            }

            _between.Add(text[from..open]);
            _names.Add(text[(open + 1)..close]);
            from = close + 1;
        }

        _between.Add(text[from..]);
    }

    /// <summary>The sentence as it was written.</summary>
    public string Text { get; }

    /// <summary>The places' names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The sentence with its values, as many as there are places, put in as everywhere on earth.</summary>
    public string Fill(IReadOnlyList<object?> values)
    {
        StringBuilder filled = new();
        for (int i = 0; i < _names.Count; i++)
        {
            filled.Append(_between[i]).Append(Shown(values[i]));
        }

        return filled.Append(_between[^1]).ToString();
    }

    /// <summary>A value as text: several separated by commas, none as <c>(null)</c>.</summary>
    public static string Shown(object? value) => value switch
    {
        null => "(null)",
        string text => text,
        IEnumerable several => string.Join(", ", several.Cast<object?>().Select(Shown)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
