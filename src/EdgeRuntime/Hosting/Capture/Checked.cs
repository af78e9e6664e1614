using Microsoft.Extensions.Options;

namespace EdgeActors.Hosting.Capture;

/// <summary>Turns the faults of options into the exception that ends a start with a clear message.</summary>
internal static class Checked
{
    /// <exception cref="OptionsValidationException">There are faults.</exception>
    public static void All(string options, IEnumerable<string> faults)
    {
        string[] all = [.. faults];
        if (all.Length > 0)
        {
            throw new OptionsValidationException(options, typeof(Checked), all);
        }
    }
}
