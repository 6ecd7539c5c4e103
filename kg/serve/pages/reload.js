// Shows the page anew, as its address says, when the graph has been built again.
new EventSource("/changes").addEventListener("built", () => location.reload());
