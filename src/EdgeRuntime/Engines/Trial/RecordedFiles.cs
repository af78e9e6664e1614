using System.Collections.Immutable;
using EdgeActors.Models.Binding;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Trial;

/// <summary>Which file holds which of a model's inputs. Pure.</summary>
internal static class RecordedFiles
{
    /// <summary>How a file with a recorded tensor ends.</summary>
    public const string Extension = ".npy";

    /// <summary>The input's name with all but letters, digits, points, hyphens and underscores as underscores, and <see cref="Extension"/>.</summary>
    public static string NameOf(TensorName input) =>
        string.Concat(input.ToString().Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')) + Extension;

    /// <summary>Why <paramref name="present"/> are not exactly one file for each input; null when they are.</summary>
    public static string? Fault(ImmutableArray<TensorSpec> declared, IReadOnlyCollection<string> present)
    {
        string[] wanted = [.. declared.Select(static input => NameOf(input.Name))];
        if (wanted.FirstOrDefault(name => wanted.Count(other => other == name) > 1) is { } shared)
        {
            return $"several of its inputs would be '{shared}'; give the model inputs whose names differ in letters and digits";
        }

        if (present.FirstOrDefault(file => !wanted.Contains(file)) is { } extra)
        {
            string hint = NearestName.Of(extra, wanted) is { } meant ? $" (did you mean '{meant}'?)" : "";
            return $"'{extra}' is for no input of the model{hint}; its inputs are {string.Join(", ", wanted.Select(static name => $"'{name}'"))}";
        }

        return wanted.FirstOrDefault(name => !present.Contains(name)) is { } missing
            ? $"'{missing}' is missing; record every input, or none"
            : null;
    }
}
