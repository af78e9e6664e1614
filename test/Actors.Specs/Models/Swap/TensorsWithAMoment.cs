using System.Collections;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Models.Swap;

/// <summary>A request's tensors, of which the first look at them lets something else happen: a caller who is overtaken between two steps.</summary>
internal sealed class TensorsWithAMoment(RequestTensor tensor, Action meanwhile) : IReadOnlyList<RequestTensor>
{
    private Action? _meanwhile = meanwhile;

    public int Count
    {
        get
        {
            Action? first = _meanwhile;
            _meanwhile = null;
            first?.Invoke();
            return 1;
        }
    }

    public RequestTensor this[int index] => index == 0 ? tensor : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<RequestTensor> GetEnumerator()
    {
        yield return tensor;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
