using System.Globalization;
using EdgeActors.Models.Prediction;

namespace EdgeActors.Models.Registry;

/// <summary>Whether another model may be loaded. Pure.</summary>
internal static class LoadAdmission
{
    private const double MiB = 1 << 20;

    /// <summary>Before anything is read: is the alias free, is there a place, and is the url a <paramref name="folder"/>?</summary>
    public static ModelFault? Decide(
        ModelsProtocol.LoadModel command, RegistryState state, ModelsOptions options, out string folder)
    {
        folder = "";
        return state.Stopper is null && state.Find(command.Handle) is { } taken
            ? RegistryFaults.Taken(taken)
            : DecideUnseen(command.Handle, command.Url, state, options, out folder);
    }

    /// <summary>The same for a model that gets no alias yet.</summary>
    public static ModelFault? DecideUnseen(
        string handle, string url, RegistryState state, ModelsOptions options, out string folder)
    {
        folder = "";
        return state.Stopper is not null ? PredictFaults.Stopping
            : state.Entries.Count >= options.MaxModels ? RegistryFaults.TooMany(handle, state.Entries.Count)
            : Resolve(url, options.WorkingDirectory, out folder);
    }

    /// <summary>What a model of <paramref name="fileBytes"/> is expected to take; never overflows.</summary>
    public static long Footprint(long fileBytes, double factor)
    {
        double bytes = Math.Ceiling(Math.Max(fileBytes, 0) * factor);
        return bytes >= long.MaxValue ? long.MaxValue : (long)bytes;
    }

    /// <summary>Is there memory for <paramref name="needed"/> bytes beside the <paramref name="used"/> ones?</summary>
    public static ModelFault? DecideMemory(string handle, long needed, long used, long budget)
    {
        if (needed <= budget - used)
        {
            return null;
        }

        string advice = needed > budget
            ? "a smaller or quantised model is needed, or a larger memory budget"
            : "unload another model first, or raise the memory budget";
        return new ModelFault(
            FaultCode.ResourceExhausted,
            string.Create(
                CultureInfo.InvariantCulture,
                $"'{handle}' is expected to take {needed / MiB:F1} MiB, but {used / MiB:F1} of the budget of {budget / MiB:F1} MiB are in use; {advice}"));
    }

    /// <summary>Why a relative or odd url cannot be a folder; null when <paramref name="folder"/> is set.</summary>
    public static ModelFault? Resolve(string url, string workingDirectory, out string folder)
    {
        folder = "";
        if (url.Length == 0 || url.Contains('\0', StringComparison.Ordinal))
        {
            return new ModelFault(
                FaultCode.NotFound, "the url is empty or holds a null character; give the folder that holds the model");
        }

        folder = Path.GetFullPath(url, workingDirectory);
        return null;
    }
}
