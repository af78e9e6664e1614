using System.Globalization;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Models.Binding;

/// <summary>Decides which tensor of a request is for which input: by name where one is given, the rest in order.</summary>
internal static class InputMatching
{
    /// <summary>Writes to <paramref name="chosen"/>, for each input, the index of its tensor.</summary>
    public static ModelFault? Match(InputPlan[] inputs, IReadOnlyList<RequestTensor> tensors, Span<int> chosen)
    {
        if (tensors.Count != inputs.Length)
        {
            return Refuse(string.Create(
                CultureInfo.InvariantCulture,
                $"the model takes {inputs.Length} tensor(s), got {tensors.Count}; send one for each of its inputs: {TensorText.Names(inputs)}"));
        }

        chosen.Fill(-1);
        bool allNamed = true;
        for (int t = 0; t < tensors.Count; t++)
        {
            if (tensors[t].Name.IsEmpty)
            {
                allNamed = false;
            }
            else if (ByName(inputs, tensors[t].Name, t, chosen) is { } fault)
            {
                return fault;
            }
        }

        if (!allNamed)
        {
            FillByPosition(tensors, chosen);
        }

        return null;
    }

    private static ModelFault? ByName(InputPlan[] inputs, TensorName name, int tensor, Span<int> chosen)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].Spec.Name.Equals(name))
            {
                continue;
            }

            if (chosen[i] >= 0)
            {
                return Refuse($"two tensors are named '{name}'; send one for each of the model's inputs: {TensorText.Names(inputs)}");
            }

            chosen[i] = tensor;
            return null;
        }

        string? meant = NearestName.Of(name.ToString(), inputs.Select(input => input.Spec.Name.ToString()));
        string hint = meant is null ? "" : $" (did you mean '{meant}'?)";
        return Refuse($"the model has no input named '{name}'{hint}; its inputs are {TensorText.Names(inputs)}");
    }

    // Names go first, wherever they stand; what is unnamed then fills the inputs that are left, in order.
    private static void FillByPosition(IReadOnlyList<RequestTensor> tensors, Span<int> chosen)
    {
        int next = 0;
        for (int t = 0; t < tensors.Count; t++)
        {
            if (!tensors[t].Name.IsEmpty)
            {
                continue;
            }

            while (chosen[next] >= 0)
            {
                next++;
            }

            chosen[next] = t;
        }
    }

    private static ModelFault Refuse(string message) => new(FaultCode.InvalidArgument, message);
}
