using System.Globalization;
using EdgeActors.Configuration.Catalogue;
using EdgeActors.Configuration.Layers;
using EdgeActors.Engines.Dlr;
using EdgeActors.Engines.Dlr.TensorRt;
using EdgeActors.Models.Binding;

namespace EdgeActors.Configuration.Dlr;

/// <summary>Turns the parameters about DLR into the engine's settings.</summary>
internal sealed class DlrRules(ParameterValues values)
{
    private const long MiB = 1L << 20;

    private static readonly DlrOptions Defaults = new();

    /// <summary>The settings; of use only when no fault was noted.</summary>
    public DlrOptions Read()
    {
        IReadOnlyList<KeyValuePair<string, string>> variables = Variables();
        long bytes = CacheBytes(Value(variables, BackendVariable.CacheSize));
        string? folder = CacheFolder(Value(variables, BackendVariable.CacheFolder));
        if (folder is null && Value(variables, BackendVariable.CacheSize) is not null)
        {
            values.Warn($"{BackendVariable.CacheSize} has no effect without {BackendVariable.CacheFolder}");
        }

        return Defaults with
        {
            LibraryPath = values.Text(DlrParameter.Library) is { } library ? Path.GetFullPath(library) : null,
            UsesPackagedLibrary = values.Of(DlrParameter.PackageLibrary),
            LoadLimit = values.Of(DlrParameter.LoadTime),
            TreeliteReloads = values.Of(DlrParameter.TreeliteReloads),
            CacheFolder = folder,
            CacheBytes = bytes,
            Variables = PassedOn(variables),
        };
    }

    private IReadOnlyList<KeyValuePair<string, string>> Variables()
    {
        IReadOnlyList<KeyValuePair<string, string>> variables =
            BackendOptions.Parse(values.Text(DlrParameter.BackendOptions) ?? "", out IReadOnlyList<(string Rule, string Fix)> faults);
        foreach ((string rule, string fix) in faults)
        {
            values.Fault(DlrParameter.BackendOptions, rule, fix);
        }

        foreach (string name in variables.Select(static variable => variable.Key).Except(BackendVariable.Documented))
        {
            string near = NearestName.Of(name, BackendVariable.Documented) is { } meant ? $"; did you mean {meant}?" : "";
            values.Warn($"{values.NameOf(DlrParameter.BackendOptions)} sets {name}, which the agent does not know, and passes it on to DLR as it is{near}");
        }

        return variables;
    }

    // The same list when there are none, so that settings without any are equal to the defaults.
    private static IReadOnlyList<KeyValuePair<string, string>> PassedOn(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        KeyValuePair<string, string>[] unknown = [.. variables.Where(static variable => !BackendVariable.Documented.Contains(variable.Key))];
        return unknown.Length == 0 ? Defaults.Variables : unknown;
    }

    private string? CacheFolder(string? folder)
    {
        if (folder is not null && !Path.IsPathFullyQualified(folder))
        {
            values.Fault(DlrParameter.BackendOptions, $"gives {BackendVariable.CacheFolder} a path that is not absolute", "give the full path of an existing folder");
        }
        else if (folder is not null && !ThreadFolder.IsPossible)
        {
            values.Warn($"{BackendVariable.CacheFolder} has no effect on this system: the cache needs Linux");
        }

        return folder is not null && ThreadFolder.IsPossible ? folder : null;
    }

    private long CacheBytes(string? mebibytes)
    {
        if (mebibytes is null)
        {
            return Defaults.CacheBytes;
        }

        if (long.TryParse(mebibytes, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count is >= 1 and <= DlrOptionsValidator.MostCache / MiB)
        {
            return count * MiB;
        }

        values.Fault(
            DlrParameter.BackendOptions,
            $"gives {BackendVariable.CacheSize} a value that is no size",
            $"give a whole number of MiB from 1 to {DlrOptionsValidator.MostCache / MiB}");
        return Defaults.CacheBytes;
    }

    private static string? Value(IReadOnlyList<KeyValuePair<string, string>> variables, string name) =>
        variables.FirstOrDefault(variable => variable.Key == name).Value;
}
